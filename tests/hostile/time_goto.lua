-- hostile: limit: took more than
::again::
goto again
