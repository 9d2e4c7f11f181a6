"""What one is asked and decides about links between the two systems."""
