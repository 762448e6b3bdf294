"""Many reports: families of copies, propositions, disputes."""
