DROP TABLE removal_journal;
DROP TABLE clock_agreement;
