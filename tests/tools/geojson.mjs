// Checks a GeoJSON file against RFC 7946 and prints it; fails with the reason where it is not valid.
import { readFileSync } from "node:fs";
import { check } from "@placemarkio/check-geojson";

process.stdout.write(JSON.stringify(check(readFileSync(process.argv[2], "utf8"))));
