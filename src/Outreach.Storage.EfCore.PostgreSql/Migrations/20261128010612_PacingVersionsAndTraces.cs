using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Outreach.Storage.EfCore.PostgreSql.Migrations
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
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "trace",
                table: "participants",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "next_send_at",
                table: "campaigns",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "send_delay",
                table: "campaigns",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "send_delay_jitter",
                table: "campaigns",
                type: "double precision",
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
