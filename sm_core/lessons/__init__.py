"""What schools ask each other for help with, and what they learned."""
