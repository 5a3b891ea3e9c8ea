/** A number is handed to the telephone in the moment of the call: no link, no address and no name of the page holds it (SE8). */
export function dial(number: string): void {
  window.location.assign(`tel:${number.replace('-', ',')}`)
}
