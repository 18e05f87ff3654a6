using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Outreach.Storage.EfCore.Sqlite.Migrations
{
    /// <inheritdoc />
    internal sealed partial class FewerSendIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sends_campaign_id_id",
                table: "sends");

            migrationBuilder.DropIndex(
                name: "IX_sends_contact_id",
                table: "sends");

            migrationBuilder.DropIndex(
                name: "IX_sends_message_id",
                table: "sends");

            migrationBuilder.DropIndex(
                name: "ix_sends_not_sent",
                table: "sends");

            migrationBuilder.CreateIndex(
                name: "IX_sends_campaign_id_sequence",
                table: "sends",
                columns: new[] { "campaign_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_sends_not_sent",
                table: "sends",
                columns: new[] { "state", "campaign_id", "sequence" },
                filter: "state <> 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_sends_campaign_id_sequence",
                table: "sends");

            migrationBuilder.DropIndex(
                name: "ix_sends_not_sent",
                table: "sends");

            migrationBuilder.CreateIndex(
                name: "IX_sends_campaign_id_id",
                table: "sends",
                columns: new[] { "campaign_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_sends_contact_id",
                table: "sends",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "IX_sends_message_id",
                table: "sends",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_sends_not_sent",
                table: "sends",
                columns: new[] { "state", "campaign_id", "id" },
                filter: "state <> 2");
        }
    }
}
