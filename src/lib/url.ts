/** An absolute address, or null where the text is none. */
export function parseUrl(text: string): URL | null {
	return URL.canParse(text) ? new URL(text) : null;
}

/** An absolute address that begins with `http:` or `https:`, or null. */
export function parseWebUrl(text: string): URL | null {
	const url = parseUrl(text);
	return url && /^https?:$/.test(url.protocol) ? url : null;
}
