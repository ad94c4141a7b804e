"""What is shown across apps: my work, a head's page, dashboards, calendar. No tables of its own."""
