-- Why: db verify recounts the tally from the signatures themselves.
CREATE VIEW signature_cell AS
SELECT s.petition_id, s.signatory_id, s.batch_id, s.country, cell.status, s.signed_on, cell.effective_on, cell.change
FROM signature s CROSS JOIN LATERAL signature_cells(s.status, s.signed_on, s.status_on) cell;
COMMENT ON VIEW signature_cell IS 'What each signature adds to the tally.';
