"""What is hidden where figures leave the school: groups under 10, and what would give them away."""
