"""Pages of complaints: the public's, the officers', the keys'."""
