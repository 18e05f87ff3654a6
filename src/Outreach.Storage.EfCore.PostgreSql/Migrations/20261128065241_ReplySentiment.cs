using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Outreach.Storage.EfCore.PostgreSql.Migrations
{
    /// <inheritdoc />
    internal sealed partial class ReplySentiment : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "sentiment",
                table: "delivery_events",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sentiment",
                table: "delivery_events");
        }
    }
}
