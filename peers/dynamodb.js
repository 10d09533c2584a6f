// A DynamoDB in memory, on a free port of the loopback address, until its standard input ends.
import dynalite from 'dynalite'

const server = dynalite({ createTableMs: 0, deleteTableMs: 0 })
server.listen(0, '127.0.0.1', () => console.log(`dynamodb=${server.address().port}`))
process.stdin.on('end', () => process.exit(0)).resume()
