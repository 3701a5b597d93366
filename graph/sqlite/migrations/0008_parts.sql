-- How sure the extraction is of span, source, act and target, in percent; nothing for what
-- was stored before.
ALTER TABLE attribution ADD COLUMN parts TEXT NOT NULL DEFAULT '';
