import { parseUrl, parseWebUrl } from '../../../src/lib/url';

test.each<[string, string | null, string | null]>([
	['https://v.juhe.cn/x', 'https://v.juhe.cn/x', 'https://v.juhe.cn/x'],
	['http://127.0.0.1:80', 'http://127.0.0.1/', 'http://127.0.0.1/'],
	['ftp://example.com/', 'ftp://example.com/', null],
	['v.juhe.cn/x', null, null],
	['', null, null],
])('%j', (text, url, webUrl) => {
	expect(parseUrl(text)?.href ?? null).toBe(url);
	expect(parseWebUrl(text)?.href ?? null).toBe(webUrl);
});
