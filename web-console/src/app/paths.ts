/** The pages of the console by address. */
export const paths = {
  home: '/console/',
  apis: '/console/apis',
  members: '/console/members',
  status: '/console/status',
} as const
