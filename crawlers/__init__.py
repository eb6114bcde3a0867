"""What every portal's spider stands on: reading a page, dates, addresses, the store, commands."""

__version__ = "0.1.0"
