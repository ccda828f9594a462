/* Runs in n8n's page: what the canvas shows, as a `Drawing` of ../workflows/layout.ts. */
function drawing() {
	const pane = document.querySelector('.vue-flow__transformationpane');
	const origin = pane.getBoundingClientRect();
	const zoom = new DOMMatrix(getComputedStyle(pane).transform).a;

	/** The box of an element, or of what is written in it, in the canvas's coordinates. */
	const boxOf = (shown) => {
		const { left, top, width, height } = shown.getBoundingClientRect();
		return {
			x: (left - origin.left) / zoom,
			y: (top - origin.top) / zoom,
			width: width / zoom,
			height: height / zoom,
		};
	};
	const writingIn = (element) => {
		const range = document.createRange();
		range.selectNodeContents(element);
		return boxOf(range);
	};
	const all = (selector, within = document) => [...within.querySelectorAll(selector)];
	const around = (boxes) => {
		const x = Math.min(...boxes.map((box) => box.x));
		const y = Math.min(...boxes.map((box) => box.y));
		return {
			x,
			y,
			width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
			height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
		};
	};
	/** What is too long for its line ends in an ellipsis. */
	const shown = (element) => {
		const [whole, writing] = [boxOf(element), writingIn(element)];
		if (writing.width <= whole.width) return { ...writing, y: whole.y, height: whole.height };
		return whole;
	};
	const textOf = (elements, otherwise) => {
		const boxes = elements.map(shown).filter(({ width, height }) => width > 0 && height > 0);
		return boxes.length > 0 ? around(boxes) : { ...boxOf(otherwise), height: 0 };
	};
	const pointsOf = (path) => {
		const length = path.getTotalLength();
		return Array.from({ length: 201 }, (_, step) => {
			const { x, y } = path.getPointAtLength((length * step) / 200);
			return { x, y };
		});
	};

	return {
		nodes: all('[data-test-id="canvas-node"]')
			.filter((node) => !node.querySelector('[data-test-id="sticky"]'))
			.map((node) => ({
				name: node.getAttribute('data-node-name'),
				box: boxOf(node),
				text: textOf(all('[class*="_description_"] > *', node), node),
			})),
		// What n8n puts over a drawing: a “+” where a line may go on, the button below.
		buttons: all(
			'[data-test-id="canvas-handle-plus"], [data-test-id="execute-workflow-button"]',
		).map(boxOf),
		notes: all('[data-test-id="sticky"]').map((note) => ({
			name: note.querySelector('h1, h2, h3')?.textContent ?? '',
			box: boxOf(note),
			text: around(all('h1, h2, h3, p, li', note).map(boxOf)),
		})),
		edges: all('[data-test-id="edge"]').flatMap((edge) =>
			all('path.vue-flow__edge-path', edge).map((path) => ({
				from: edge.getAttribute('data-source-node-name'),
				to: edge.getAttribute('data-target-node-name'),
				points: pointsOf(path),
			})),
		),
	};
}
