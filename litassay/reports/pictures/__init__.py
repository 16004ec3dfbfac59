"""Pictures of a report as SVG with text alternatives; they draw only what the report holds."""
