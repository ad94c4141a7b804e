"""Building projects (项目发包权, B5): five stages with their resolutions and records, tenders, payments, interests, interference."""
