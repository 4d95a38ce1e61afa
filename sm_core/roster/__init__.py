"""Brings in what a program keeps on sheets: its mentors, and who meets whom."""
