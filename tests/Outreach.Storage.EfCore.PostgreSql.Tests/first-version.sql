-- What a database of the first version holds: a campaign whose one participant got its first message and is due for the second.
SET search_path = outreach;
INSERT INTO campaigns (id, organisation_id, name, status, stream, audience, sender_account_ids, sequence_version_id, schedule, revision, created_at)
VALUES ('01900000-0000-7000-8000-0000000000c1', '01900000-0000-7000-8000-00000000000a', 'An old campaign', 1, 0, '{}', '[]',
    '01900000-0000-7000-8000-0000000000e1', '{}', 1, '2026-02-01T00:00:00Z');
INSERT INTO sequence_versions (id, organisation_id, campaign_id, number, steps)
VALUES ('01900000-0000-7000-8000-0000000000e1', '01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-0000000000c1', 1, '[]');
INSERT INTO contacts (id, organisation_id, email, email_key, created_at)
VALUES ('01900000-0000-7000-8000-0000000000f1', '01900000-0000-7000-8000-00000000000a', 'ann@example.com', 'ann@example.com', '2026-02-01T00:00:00Z');
INSERT INTO participants (id, organisation_id, campaign_id, contact_id, sender_account_id, channel, sequence_version_id, status, step_index, due_at, epoch,
    reason_code, updated_at)
VALUES ('01900000-0000-7000-8000-0000000000d1', '01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-0000000000c1',
    '01900000-0000-7000-8000-0000000000f1', '01900000-0000-7000-8000-0000000000b1', 0, '01900000-0000-7000-8000-0000000000e1', 1, 1,
    '2026-02-04T00:00:00Z', 2, 'scheduled', '2026-02-01T00:00:00Z');
INSERT INTO sends (id, organisation_id, campaign_id, participant_id, contact_id, step_id, step_index, variant_id, role, sender_account_id, provider_name,
    recipient, message_id, subject, state, epoch, attempt, doubt, generation, body_hash, quotas, intent_at, result_at, reply_code, reply_text, worker_id,
    lease_until)
VALUES ('01900000-0000-7000-8000-000000000051', '01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-0000000000c1',
    '01900000-0000-7000-8000-0000000000d1', '01900000-0000-7000-8000-0000000000f1', '01900000-0000-7000-8000-000000000061', 0, 'A', 0,
    '01900000-0000-7000-8000-0000000000b1', 'primary', 'ann@example.com', '<old@example.com>', 'Hello', 2, 1, 1, false, 1, '\x00',
    '[{"Key":"day","Limit":9}]', '2026-02-01T00:00:00Z', '2026-02-01T00:00:01Z', 250, '250 ok', '01900000-0000-7000-8000-000000000071',
    '2026-02-01T00:25:00Z');
INSERT INTO quotas (organisation_id, key, used) VALUES ('01900000-0000-7000-8000-00000000000a', 'day', 7);
