/** What the sandbox knows of people: whether an ID number can be, and how to make one up. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * The eighteenth character of a resident ID, from the first seventeen digits (GB 11643, ISO 7064
 * MOD 11-2).
 */
export function checkCharacter(seventeen: string): string {
	const sum = weights.reduce(
		(total, weight, index) => total + weight * Number(seventeen.charAt(index)),
		0,
	);
	return '10X98765432'.charAt(sum % 11);
}

/**
 * A resident ID that nobody has, since there is no region 999999, with a right check digit; the
 * birthday with or without dashes.
 */
export function madeUpId(birthday = '1990-01-01', sequence = '001'): string {
	const seventeen = `999999${birthday.replaceAll('-', '')}${sequence}`;
	return seventeen + checkCharacter(seventeen);
}

/**
 * Would the railway's identity check pass? A resident ID must have a right check digit and the
 * birthday that it says.
 */
export function looksGenuine({
	idCardType,
	idCardNo,
	birthday,
}: {
	idCardType: string;
	idCardNo: string;
	birthday: string;
}): boolean {
	if (idCardType !== '0') return true;
	if (!/^\d{17}[\dXx]$/.test(idCardNo)) return false;
	return (
		checkCharacter(idCardNo) === idCardNo.slice(-1).toUpperCase() &&
		idCardNo.slice(6, 14) === birthday.replaceAll('-', '')
	);
}
