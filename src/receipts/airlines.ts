/**
 * The first three digits of a ticket number name the airline that issued it
 * (docs/juhe-api.md, "Checks on the document"). Airline codes as they begin flight numbers;
 * a second one where two airlines issue on each other's tickets.
 */
export const airlinesByTicketPrefix: Readonly<Record<string, readonly string[]>> = {
	'018': ['HO'],
	'089': ['9C'],
	'324': ['SC'],
	'479': ['ZH'],
	'731': ['MF'],
	'774': ['FM', 'MU'],
	'781': ['MU', 'FM'],
	'784': ['CZ'],
	'876': ['3U'],
	'880': ['HU'],
	'999': ['CA'],
};
