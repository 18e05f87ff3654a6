using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Outreach.Storage.EfCore.PostgreSql.Migrations
{
    /// <inheritdoc />
    internal sealed partial class FewerParticipantIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_participants_campaign_id_contact_id",
                table: "participants");

            migrationBuilder.DropIndex(
                name: "IX_participants_campaign_id_id",
                table: "participants");

            migrationBuilder.DropIndex(
                name: "IX_participants_campaign_id_status",
                table: "participants");

            migrationBuilder.DropIndex(
                name: "IX_participants_contact_id",
                table: "participants");

            migrationBuilder.DropIndex(
                name: "ix_participants_going_on",
                table: "participants");

            migrationBuilder.CreateIndex(
                name: "IX_participants_campaign_id_id_status",
                table: "participants",
                columns: new[] { "campaign_id", "id", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_participants_contact_id_campaign_id",
                table: "participants",
                columns: new[] { "contact_id", "campaign_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_participants_unplanned",
                table: "participants",
                column: "campaign_id",
                filter: "due_at IS NULL AND status <= 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_participants_campaign_id_id_status",
                table: "participants");

            migrationBuilder.DropIndex(
                name: "IX_participants_contact_id_campaign_id",
                table: "participants");

            migrationBuilder.DropIndex(
                name: "ix_participants_unplanned",
                table: "participants");

            migrationBuilder.CreateIndex(
                name: "IX_participants_campaign_id_contact_id",
                table: "participants",
                columns: new[] { "campaign_id", "contact_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_participants_campaign_id_id",
                table: "participants",
                columns: new[] { "campaign_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_participants_campaign_id_status",
                table: "participants",
                columns: new[] { "campaign_id", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_participants_contact_id",
                table: "participants",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_participants_going_on",
                table: "participants",
                column: "campaign_id",
                filter: "due_at IS NOT NULL AND status > 2");
        }
    }
}
