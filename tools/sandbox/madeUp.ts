import { daysAhead } from './endpoints/search';
import { refundClosesBeforeDeparture } from './orders';

/**
 * What no document says, so that nobody takes it for Juhe's behaviour. Printed at start-up; the
 * README has the same list.
 */
export const madeUp: readonly string[] = [
	'The timetable: cities, stations and rough distances are real; trains, times, fares and free seats are invented, the same for the same date. Orders take no seats away.',
	`Trains are listed and can be ordered up to ${daysAhead} days ahead; a train that has departed is not listed.`,
	'toTime: absent where a train starts, else mostly the arrival at the boarding station, on some trains the true arrival.',
	'All error codes 2238xx except 223801 and 223804, and all their texts; the wording of 10002 and of the OCR errors.',
	'The paths createOrder.php and cancelOrder.php (presets nobody has seen), both settable.',
	'How long an order takes: created, waiting, grabbing, refunding (options); order clocks can run fast, the calendar of search and create is real China time.',
	'Whether a ticket is got: a free seat in the search is got, a sold-out one never; an impossible resident ID makes the order fail.',
	'How long a queryKey lives; that a repeated outOrderNo is refused; what orderDetail says of an unknown number (all settable).',
	'Create: passenger values must be strings; 3 hours are counted for every named train; with one train or seat the main one may be left out.',
	'orderStateCode follows ticketStateCode: all refunded T, one being refunded C, one refund failed O, else F; N before issue.',
	'orderNo is TFT… everywhere but in the issued detail and the refund-failed push (FT…); the issued detail masks the contact phone, as the samples do.',
	'Pushes: POST as JSON by default, three attempts 3 s apart until HTTP 200 with "success" (forms, attempts and pause settable); no signature.',
	`Refunds: refused within ${refundClosesBeforeDeparture / 60_000} minutes of departure; the whole fare is paid back; an adult's follows once the child's was applied for.`,
	'Prices: child tickets cost half; the service fee is 8 an order; accountPwd is not checked.',
	'Only POST form fields are read in a POST, only the query in a GET.',
	'The OCR reads a QR code that only the sandbox’s specimens carry (npm run sandbox -- specimens FOLDER): no other itinerary is ever recognized.',
	'Which error code a picture gets: 252601 for a format other than jpg, png, bmp and for what breaks a limit, 252604 for what cannot be decoded, lies on its side, is mirrored or shows no specimen.',
	'That EXIF is not looked at; the form of `data` with Row and as an object; what recognition answers beyond its limit a second (settable); that only recognized pictures are charged.',
];
