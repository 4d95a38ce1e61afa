"""From a school system's export to the tables of `attendance`."""
