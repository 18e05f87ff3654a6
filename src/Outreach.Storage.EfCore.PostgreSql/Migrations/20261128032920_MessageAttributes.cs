using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Outreach.Storage.EfCore.PostgreSql.Migrations
{
    /// <inheritdoc />
    internal sealed partial class MessageAttributes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "channel",
                table: "sender_accounts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "signature_html",
                table: "sender_accounts",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "attachments",
                table: "campaigns",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "bcc",
                table: "campaigns",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "cc",
                table: "campaigns",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "from_mailbox",
                table: "campaigns",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "track_clicks",
                table: "campaigns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "track_opens",
                table: "campaigns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "attachments",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    length = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attachments", x => new { x.organisation_id, x.content_hash });
                });

            migrationBuilder.CreateTable(
                name: "attachment_pieces",
                columns: table => new
                {
                    organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attachment_pieces", x => new { x.organisation_id, x.content_hash, x.number });
                    table.ForeignKey(
                        name: "FK_attachment_pieces_attachments_organisation_id_content_hash",
                        columns: x => new { x.organisation_id, x.content_hash },
                        principalTable: "attachments",
                        principalColumns: new[] { "organisation_id", "content_hash" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sends_copies",
                table: "sends",
                columns: new[] { "campaign_id", "state" },
                filter: "role <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attachment_pieces");

            migrationBuilder.DropTable(
                name: "attachments");

            migrationBuilder.DropIndex(
                name: "ix_sends_copies",
                table: "sends");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "sender_accounts");

            migrationBuilder.DropColumn(
                name: "signature_html",
                table: "sender_accounts");

            migrationBuilder.DropColumn(
                name: "attachments",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "bcc",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "cc",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "from_mailbox",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "track_clicks",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "track_opens",
                table: "campaigns");
        }
    }
}
