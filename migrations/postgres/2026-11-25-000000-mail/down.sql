DROP TABLE letter_points;
DROP TABLE letters;
DROP TABLE table_rows;
DROP TABLE table_mappings;
DROP TABLE deliveries;
ALTER TABLE submissions DROP COLUMN code_issued_on;
ALTER TABLE submissions DROP COLUMN codes_issued;
ALTER TABLE submissions DROP COLUMN by_office;
