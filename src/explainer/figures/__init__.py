"""From specifications to pictures, each made once; light to import, because processes are started for it alone."""
