"""An ear for the adults: check-ins at a rhythm, requests for help, matches that need a hand."""
