import { createEngine } from './engine';

test('smoke', async () => {
	const engine = await createEngine({ packageRoot: null });
	const t = Date.now();
	const run = await engine.execute(
		engine.workflow(
			[{ json: { a: 1 } }, { json: { a: 2 } }],
			{ name: 'No', type: 'test.noOp' },
			{ name: 'E', type: 'test.evaluate', parameters: { value: "={{ $('Start').item.json.a }}" } },
		),
	);
	console.log(run.error, run.json('E'), Date.now() - t, engine.log.slice(0, 500));
});
