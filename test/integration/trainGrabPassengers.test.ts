/**
 * Create and Check with “Who Travels: Input Items”: one item a passenger, one order a group.
 */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Juhe } from '../support/nodes/juhe';
import { startJuhe } from '../support/nodes/juhe';
import { child, foreigner, 乙, 甲 } from '../support/nodes/people';
import type { Settings } from '../support/nodes/trainGrab';
import {
	chinaDay,
	createParameters,
	departure,
	failureOf,
	node,
	output,
	run,
	theEngine,
} from '../support/nodes/trainGrab';

let juhe: Juhe;
beforeAll(async () => {
	await theEngine();
	juhe = await startJuhe();
});
afterEach(async () => await juhe.reset());
afterAll(async () => await juhe.close());

const ofItems = (changes: INodeParameters = {}): INodeParameters =>
	createParameters({ passengersInput: 'items', ...changes });

const passengersOf = async () =>
	(await juhe.orders()).map(({ passengers }) =>
		passengers.map(({ passengerName }) => passengerName),
	);

/** What came out, with the input items that each output item is paired with. */
async function paired(parameters: INodeParameters, items: IDataObject[], settings: Settings = {}) {
	const finished = await run(juhe, parameters, { items, ...settings });
	if (finished.error) throw finished.error;
	return finished.items(node).map(({ json, pairedItem }) => ({ json, pairedItem }));
}

describe('items that are passengers', () => {
	test('of one journey make one order, paired with all of them', async () => {
		const found = await paired(ofItems(), [甲, child, foreigner]);
		expect(found).toMatchObject([
			{ json: { status: 'created' }, pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }] },
		]);
		expect(await passengersOf()).toEqual([[甲.name, child.name, foreigner.name]]);
	});

	test.each<[string, IDataObject[], number[]]>([
		['the first row’s is the order’s', [{ ...甲, most: 500 }, 乙], [2]],
		['without the first row’s nothing is bought', [甲, { ...乙, most: 500 }], []],
	])('have one limit: %s', async (_what, items, passengers) => {
		await run(juhe, ofItems({ options: { maxTotalPrice: '={{ $json.most }}' } }), { items });
		expect((await passengersOf()).map((each) => each.length)).toEqual(passengers);
	});

	test('are the same purchase as the same passengers given otherwise, in whatever order', async () => {
		const [first] = await output(juhe, ofItems(), { items: [甲, 乙] });
		const [second] = await output(juhe, ofItems(), { items: [乙, 甲] });
		const [third] = await output(
			juhe,
			createParameters({
				passengersInput: 'json',
				passengersJson: JSON.stringify([甲, 乙]),
			}),
		);
		expect(first).toMatchObject({ status: 'created' });
		expect([second, third]).toMatchObject([
			{ status: 'alreadyExisted', outOrderNo: first?.outOrderNo },
			{ status: 'alreadyExisted', outOrderNo: first?.outOrderNo },
		]);
		expect(await juhe.orders()).toHaveLength(1);
	});

	test.each<[string, IDataObject]>([
		['the train and the stations', { train: 'z175\u200b', from: '\u202d苏州\u202c', to: '昆山站' }],
		['the day', { train: 'Z175', from: '苏州', to: '昆山', at: departure.slice(0, 10) }],
	])('typed in another way are of one journey, grouped or not: %s', async (_what, typed) => {
		const changes = {
			mainTrainNo: '={{ $json.train }}',
			fromStation: '={{ $json.from }}',
			toStation: '={{ $json.to }}',
			departDate: '={{ $json.at }}',
		};
		const items = [
			{ ...甲, train: 'Z175', from: '苏州', to: '昆山', at: departure },
			{ ...乙, at: departure, ...typed },
		];
		await output(juhe, ofItems(changes), { items });
		const again = await output(juhe, ofItems({ ...changes, groupBy: 'all' }), { items });
		expect(again).toMatchObject([{ status: 'alreadyExisted' }]);
		expect(await passengersOf()).toEqual([[甲.name, 乙.name]]);
	});

	test.each<[string, IDataObject, IDataObject]>([
		['a seat by its name', { seat: 'hardseat' }, { seat: '硬座' }],
		['alternate seats', { alternates: ['softseat'] }, { alternates: ['软座', 'softseat'] }],
		['alternate trains', { trains: ['K8371'] }, { trains: ['k8371', 'K8371次'] }],
	])('that say the same in other words agree: %s', async (_what, one, other) => {
		const said = { seat: 'hardseat', alternates: [], trains: [] };
		await output(
			juhe,
			ofItems({
				mainSeatClass: '={{ $json.seat }}',
				alternateSeatClasses: '={{ $json.alternates }}',
				alternateTrainNos: '={{ $json.trains }}',
			}),
			{
				items: [
					{ ...甲, ...said, ...one },
					{ ...乙, ...said, ...other },
				],
			},
		);
		expect(await passengersOf()).toEqual([[甲.name, 乙.name]]);
	});

	test('“Group By” makes an order a group, in the order of the first of each', async () => {
		const found = await paired(ofItems({ groupBy: '={{ $json.trip }}' }), [
			{ ...甲, trip: 'A' },
			{ ...乙, trip: 'B' },
			{ ...child, trip: 'A' },
		]);
		expect(found).toMatchObject([
			{ json: { status: 'created' }, pairedItem: [{ item: 0 }, { item: 2 }] },
			{ json: { status: 'created' }, pairedItem: { item: 1 } },
		]);
		expect(await passengersOf()).toEqual([[甲.name, child.name], [乙.name]]);
	});

	test('without it, other trains are other orders', async () => {
		await output(
			juhe,
			ofItems({ mainTrainNo: '={{ $json.train }}', departDate: '={{ $json.at }}' }),
			{
				items: [
					{ ...甲, train: 'Z175', at: departure },
					{ ...乙, train: 'K8371', at: departure.replace('02:29', '03:34') },
					{ ...child, train: 'Z175', at: departure },
				],
			},
		);
		expect(await passengersOf()).toEqual([[甲.name, child.name], [乙.name]]);
	});

	test('have fields of any name', async () => {
		await output(
			juhe,
			ofItems({
				passengerName: '={{ $json.Traveller }}',
				passengerIdNumber: '={{ $json.ID }}',
				passengerType: 1,
				passengerIdType: 0,
				passengerBirthday: '',
			}),
			{ items: [{ Traveller: 甲.name, ID: 甲.idNumber }] },
		);
		expect(await passengersOf()).toEqual([[甲.name]]);
	});
});

describe('nothing is ordered', () => {
	test('for a group that disagrees about the train', async () => {
		const finished = await run(
			juhe,
			ofItems({ groupBy: 'all', mainTrainNo: '={{ $json.train }}' }),
			{
				items: [
					{ ...甲, train: 'Z175' },
					{ ...乙, train: 'K8371' },
				],
			},
		);
		expect(failureOf(finished).message).toContain(
			'“Main Train” differs between the passengers of one group',
		);
		expect(await juhe.orders()).toEqual([]);
	});

	test.each<[string, string, Array<number | boolean | string>]>([
		['Max Total Price (Yuan)', 'maxTotalPrice', [5000, 10]],
		['Max Total Price (Yuan)', 'maxTotalPrice', [10, 5000]],
		['Close Time', 'closeTime', [`${chinaDay(11)} 20:15`, `${chinaDay(11)} 20:30`]],
		['Accept No Seat', 'acceptNoSeat', [true, false]],
		['Buy Again', 'attempt', [1, 2]],
	])('for a group that disagrees about its limit “%s”', async (label, name, values) => {
		const options = { [name]: '={{ $json.limit }}' };
		const people = [甲, 乙];
		const items = people.map((each, index) => ({ ...each, limit: values[index] ?? null }));
		const finished = await run(juhe, ofItems({ groupBy: 'all', options }), { items });
		expect(failureOf(finished).message).toContain(
			`“${label}” differs between the passengers of one group`,
		);
		expect(await juhe.orders()).toEqual([]);
	});

	test('for a group of six, nor without one whose ID cannot be right', async () => {
		const six = Array.from({ length: 6 }, () => 甲);
		expect(failureOf(await run(juhe, ofItems(), { items: six })).message).toContain('“Passengers”');
		const wrong = [甲, { ...乙, idNumber: '12' }];
		expect(failureOf(await run(juhe, ofItems(), { items: wrong })).message).toContain('2');
		expect(await juhe.orders()).toEqual([]);
	});
});

test('a group that fails is an error item a passenger, so that none is lost; the others are bought', async () => {
	const found = await paired(
		ofItems({ groupBy: '={{ $json.trip }}' }),
		[
			{ ...甲, idNumber: '12', trip: 'A' },
			{ ...乙, trip: 'A' },
			{ ...child, trip: 'B' },
		],
		{ node: { onError: 'continueRegularOutput' } },
	);
	expect(found).toMatchObject([
		{ json: { error: expect.any(String) }, pairedItem: { item: 0 } },
		{ json: { error: expect.any(String) }, pairedItem: { item: 1 } },
		{ json: { status: 'created' }, pairedItem: { item: 2 } },
	]);
});

test('Check gives a verdict a group', async () => {
	const verdicts = await output(juhe, { ...ofItems(), operation: 'check' }, { items: [甲, 乙] });
	expect(verdicts).toMatchObject([{ ok: true }]);
	expect(await juhe.orders()).toEqual([]);
});
