"""Meetings as people's own calendars read them: iCalendar (RFC 5545) in mails and in private feeds."""
