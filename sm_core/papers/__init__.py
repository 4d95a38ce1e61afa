"""What leaves on paper: letters, copies of what is held, and the papers of the program."""
