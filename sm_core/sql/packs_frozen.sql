-- One row per pack, those taken back too: the newest date first, and of one date the last one frozen
SELECT pack_id, as_of, gathering_id, frozen, frozen_by, taken_back, page
FROM program.packs
ORDER BY as_of DESC, frozen DESC
