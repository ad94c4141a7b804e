"""What stored rows say to the rules of complaints."""
