/** "Not above 4 MB after base64"; taken as the smaller of the two meanings of MB. */
const maxBase64Characters = 4_000_000;

/** What Juhe says it accepts. Source: the API's document of 机票行程单识别, parameter `ImageBase64`. */
export const pictureLimits = {
	maxBase64Characters,
	/** So that its base64 keeps within the limit: 3 bytes make 4 characters. */
	maxBytes: Math.floor(maxBase64Characters / 4) * 3,
	/** The shortest side, in pixels. */
	minSide: 15,
	/** The longest side, in pixels. */
	maxSide: 4096,
} as const;
