"""What tells a timelog file from others; read by every command, so nothing else is here."""

APPLICATION_ID = 0x746C6F67  # "tlog"
VERSION = 2  # the number of migrations
