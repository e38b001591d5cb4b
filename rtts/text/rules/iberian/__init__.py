"""What Spanish and Portuguese have in common; each gives its own words."""
