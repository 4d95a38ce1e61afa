"""Can the numbers be trusted, and who has to send or fix what?"""
