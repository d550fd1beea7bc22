// Points of time that are written as so long from now, in the idioms of each language.
import { expect, test } from 'vitest';
import { spanFromNow } from '../../../src/scan/libraries/span-from-now.ts';

const day = 86_400;

test.each([
  ['datetime.utcnow() + timedelta(days=365)', 365 * day],
  ['datetime.now(timezone.utc) + timedelta(days=1, hours=12)', 1.5 * day],
  ['int(time.time()) + 60 * 60 * 24 * 365', 365 * day],
  ['time.Now().Add(24 * 365 * time.Hour).Unix()', 365 * day],
  ['jwt.NewNumericDate(time.Now().Add(time.Minute * 15))', 900],
  ['new Date(System.currentTimeMillis() + 1000L * 60 * 60 * 24)', day],
  ['Instant.now().plus(365, ChronoUnit.DAYS)', 365 * day],
  ['Instant.now().plus(Duration.ofHours(1))', 3600],
  ['LocalDateTime.now().plusDays(90)', 90 * day],
  ['DateTime.UtcNow.AddYears(1)', 31_557_600],
  ['DateTime.UtcNow.Add(new TimeSpan(365, 0, 0, 0))', 31_536_000],
  ['DateTime.UtcNow.Add(new TimeSpan(1, 30, 0))', 5_400],
  ['DateTime.UtcNow + new TimeSpan(2, 0, 0, 1, 500)', 172_801.5],
  ['time() + 3600', 3600],
  ['1.year.from_now.to_i', 31_557_600],
  ['Time.now.to_i + 4 * 3600', 14_400],
  ['(Utc::now() + Duration::days(30)).timestamp()', 30 * day],
])('%s', (text, seconds) => {
  expect(spanFromNow(text)).toBeCloseTo(seconds, 3);
});

test.each([
  'datetime.utcnow() + lifetime',
  'datetime.utcnow() + timedelta(days=settings.DAYS)',
  'time.Now().Add(cfg.TTL)',
  'timedelta(days=365)',
  'Date(System.currentTimeMillis() + validity)',
  `time() + ${'1 * '.repeat(200)}1`,
])('%s says nothing', (text) => {
  expect(spanFromNow(text)).toBeUndefined();
});
