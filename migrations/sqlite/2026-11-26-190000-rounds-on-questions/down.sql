-- Rounds on questions alone mean nothing to the program of the schema before: it finds none, for nothing opens one yet.
DROP INDEX rounds_of_consultation;
