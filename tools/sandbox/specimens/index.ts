export { encodeBmp } from './bmp';
export { digitalOfd, digitalPdf, digitalXml } from './documents';
export { drawLogo, drawSpecimen } from './draw';
export { writeSpecimens } from './files';
export { digitalSpecimen, specimens, type Entry, type SpecimenItinerary } from './itineraries';
