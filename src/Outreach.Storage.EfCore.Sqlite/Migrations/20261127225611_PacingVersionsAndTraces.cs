using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Outreach.Storage.EfCore.Sqlite.Migrations
{
    /// <inheritdoc />
    internal sealed partial class PacingVersionsAndTraces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "plan",
                table: "sequence_versions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "trace",
                table: "participants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_send_at",
                table: "campaigns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "send_delay",
                table: "campaigns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "send_delay_jitter",
                table: "campaigns",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "plan",
                table: "sequence_versions");

            migrationBuilder.DropColumn(
                name: "trace",
                table: "participants");

            migrationBuilder.DropColumn(
                name: "next_send_at",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "send_delay",
                table: "campaigns");

            migrationBuilder.DropColumn(
                name: "send_delay_jitter",
                table: "campaigns");
        }
    }
}
