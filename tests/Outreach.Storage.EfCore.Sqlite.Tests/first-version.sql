-- What a database of the first version holds: a campaign whose one participant got its first message and is due for the second.
INSERT INTO campaigns (id, organisation_id, name, status, stream, audience, sender_account_ids, sequence_version_id, schedule, revision, created_at)
VALUES (x'019000000000700080000000000000c1', x'0190000000007000800000000000000a', 'An old campaign', 1, 0, '{}', '[]',
    x'019000000000700080000000000000e1', '{}', 1, 1769904000000000);
INSERT INTO sequence_versions (id, organisation_id, campaign_id, number, steps)
VALUES (x'019000000000700080000000000000e1', x'0190000000007000800000000000000a', x'019000000000700080000000000000c1', 1, '[]');
INSERT INTO contacts (id, organisation_id, email, email_key, created_at)
VALUES (x'019000000000700080000000000000f1', x'0190000000007000800000000000000a', 'ann@example.com', 'ann@example.com', 1769904000000000);
INSERT INTO participants (id, organisation_id, campaign_id, contact_id, sender_account_id, channel, sequence_version_id, status, step_index, due_at, epoch,
    reason_code, updated_at)
VALUES (x'019000000000700080000000000000d1', x'0190000000007000800000000000000a', x'019000000000700080000000000000c1',
    x'019000000000700080000000000000f1', x'019000000000700080000000000000b1', 0, x'019000000000700080000000000000e1', 1, 1,
    1770163200000000, 2, 'scheduled', 1769904000000000);
INSERT INTO sends (id, organisation_id, campaign_id, participant_id, contact_id, step_id, step_index, variant_id, role, sender_account_id, provider_name,
    recipient, message_id, subject, state, epoch, attempt, doubt, generation, body_hash, quotas, intent_at, result_at, reply_code, reply_text, worker_id,
    lease_until)
VALUES (x'01900000000070008000000000000051', x'0190000000007000800000000000000a', x'019000000000700080000000000000c1',
    x'019000000000700080000000000000d1', x'019000000000700080000000000000f1', x'01900000000070008000000000000061', 0, 'A', 0,
    x'019000000000700080000000000000b1', 'primary', 'ann@example.com', '<old@example.com>', 'Hello', 2, 1, 1, 0, 1, x'00',
    '[{"Key":"day","Limit":9}]', 1769904000000000, 1769904001000000, 250, '250 ok', x'01900000000070008000000000000071',
    1769905500000000);
INSERT INTO quotas (organisation_id, key, used) VALUES (x'0190000000007000800000000000000a', 'day', 7);
