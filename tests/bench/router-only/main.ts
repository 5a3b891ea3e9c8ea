import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

// The floor of the first JavaScript: what the product is built with, and nothing of the product.
const root = createRootRoute()
const page = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => createElement('h1', null, 'Today'),
})
const router = createRouter({ routeTree: root.addChildren([page]) })

const element = document.querySelector('#root')
if (element === null) throw new Error('index.html has no #root')
createRoot(element).render(createElement(RouterProvider, { router }))
