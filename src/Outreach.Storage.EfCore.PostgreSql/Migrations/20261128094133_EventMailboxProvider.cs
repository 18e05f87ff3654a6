using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Outreach.Storage.EfCore.PostgreSql.Migrations
{
    /// <inheritdoc />
    internal sealed partial class EventMailboxProvider : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "mailbox_provider",
                table: "delivery_events",
                type: "text",
                nullable: true,
                collation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "mailbox_provider",
                table: "delivery_events");
        }
    }
}
