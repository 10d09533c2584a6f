/*
 * What the console does not offer to a role, since the API would refuse it each time. The API decides: a role that is not known here
 * is offered everything that does not change who may work in the account.
 */

/** Whether the list of members is any use to the role. */
export function seesMembers(role: string): boolean {
  return role !== 'developer' && role !== 'viewer'
}

/** Whether the role adds, changes and removes members. */
export function changesMembers(role: string): boolean {
  return role === 'owner' || role === 'operator'
}
