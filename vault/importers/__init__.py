"""What a practitioner brings along: tables, calendars and contact cards, read and planned."""
