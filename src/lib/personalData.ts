/** Personal data shown in part: an ID as `1101**********721X`, a phone as `139****0000`. */

/** An ID number with its first and last four characters; a short one keeps only its last two. */
export function maskIdNumber(idNumber: string): string {
	return idNumber.length > 8 ? hideMiddle(idNumber, 4, 4) : hideMiddle(idNumber, 0, 2);
}

/** A phone number with its first three and last four digits; a short one keeps only its last two. */
export function maskPhone(phone: string): string {
	return phone.length > 7 ? hideMiddle(phone, 3, 4) : hideMiddle(phone, 0, 2);
}

/** Free text (a reason, a failure) with everything in it that looks like an ID, a passport or a phone number masked. */
export function maskText(text: string): string {
	return text
		.replace(/(?<![A-Za-z0-9])\d{17}[\dXx](?![A-Za-z0-9])/g, maskIdNumber)
		.replace(/(?<=(?<!\d)(?:86)?)1\d{10}(?!\d)/g, maskPhone)
		.replace(/(?<![A-Za-z0-9])[A-Z]{1,2}\d{7,10}(?![A-Za-z0-9])/g, maskIdNumber);
}

function hideMiddle(text: string, head: number, tail: number): string {
	// By characters: a name beyond the basic plane is two units of text.
	const signs = [...text];
	const hidden = Math.max(0, signs.length - head - tail);
	return [...signs.slice(0, head), '*'.repeat(hidden), ...signs.slice(head + hidden)].join('');
}
