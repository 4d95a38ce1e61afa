"""Contacts that come as a sheet: pasted, or as a CSV or Excel file."""
