/** What an element says before anything else is loaded: as it is in `words/`, where all words are. */
import type { Dictionary } from '../model/localize.ts';

export const FIRST_WORDS: Readonly<Record<string, Dictionary>> = {
  de: {
    Debug: 'Debuggen',
    Run: 'Ausführen',
    'Start the lesson': 'Lektion beginnen',
    Program: 'Programm',
    breakpoint: 'Haltepunkt',
    'logs "{message}"': 'gibt „{message}“ aus',
    'if {condition}': 'unter der Bedingung {condition}',
    'hit {count}': 'Treffer {count}',
    'Loading the debugger …': 'Der Debugger wird geladen …',
    'Loading to run …': 'Wird zum Ausführen geladen …',
    'Loading the lesson …': 'Die Lektion wird geladen …',
    'The debugger could not be loaded: {why}': 'Der Debugger konnte nicht geladen werden: {why}',
    'What is needed to run it could not be loaded: {why}':
      'Was zum Ausführen nötig ist, konnte nicht geladen werden: {why}',
    'The lesson could not be loaded: {why}': 'Die Lektion konnte nicht geladen werden: {why}',
    'the network did not bring a part of it. Check the connection, then try again.':
      'ein Teil davon kam nicht durch das Netz. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    'Starts when the other program has ended': 'Startet, wenn das andere Programm beendet ist',
  },
  es: {
    Debug: 'Depurar',
    Run: 'Ejecutar',
    'Start the lesson': 'Empezar la lección',
    Program: 'Programa',
    breakpoint: 'punto de interrupción',
    'logs "{message}"': 'registra «{message}»',
    'if {condition}': 'si {condition}',
    'hit {count}': 'pasada {count}',
    'Loading the debugger …': 'Cargando el depurador…',
    'Loading to run …': 'Cargando para ejecutar…',
    'Loading the lesson …': 'Cargando la lección…',
    'The debugger could not be loaded: {why}': 'No se pudo cargar el depurador: {why}',
    'What is needed to run it could not be loaded: {why}': 'No se pudo cargar lo necesario para ejecutar: {why}',
    'The lesson could not be loaded: {why}': 'No se pudo cargar la lección: {why}',
    'the network did not bring a part of it. Check the connection, then try again.':
      'la red no trajo una parte. Comprueba la conexión y vuelve a intentarlo.',
    'Starts when the other program has ended': 'Empieza cuando termine el otro programa',
  },
  fr: {
    Debug: 'Déboguer',
    Run: 'Exécuter',
    'Start the lesson': 'Commencer la leçon',
    Program: 'Programme',
    breakpoint: 'point d’arrêt',
    'logs "{message}"': 'écrit « {message} »',
    'if {condition}': 'si {condition}',
    'hit {count}': 'passage {count}',
    'Loading the debugger …': 'Chargement du débogueur…',
    'Loading to run …': 'Chargement pour l’exécution…',
    'Loading the lesson …': 'Chargement de la leçon…',
    'The debugger could not be loaded: {why}': 'Le débogueur n’a pas pu être chargé : {why}',
    'What is needed to run it could not be loaded: {why}': 'Ce qu’il faut pour exécuter n’a pas pu être chargé : {why}',
    'The lesson could not be loaded: {why}': 'La leçon n’a pas pu être chargée : {why}',
    'the network did not bring a part of it. Check the connection, then try again.':
      'le réseau n’en a pas apporté une partie. Vérifiez la connexion, puis réessayez.',
    'Starts when the other program has ended': 'Démarre quand l’autre programme est terminé',
  },
};
