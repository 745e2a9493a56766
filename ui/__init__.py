"""The windows of Casekeep: Qt Widgets, in code. Knows services, models and errors."""
